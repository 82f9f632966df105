import type { Metadata } from 'next';
import { bookMessages } from '@/components/book/messages';
import { TeachPage } from '@/components/book/TeachPage';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].teach };
}

export default async function Page({ params }: Params) {
  return <TeachPage lang={(await params).lang as Lang} />;
}
