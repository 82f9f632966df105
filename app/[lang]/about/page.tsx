import type { Metadata } from 'next';
import { AboutPage } from '@/components/book/AboutPage';
import { bookMessages } from '@/components/book/messages';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].about };
}

export default async function Page({ params }: Params) {
  return <AboutPage lang={(await params).lang as Lang} />;
}
