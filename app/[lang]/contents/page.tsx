import type { Metadata } from 'next';
import { ContentsPage } from '@/components/book/ContentsPage';
import { bookMessages } from '@/components/book/messages';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].contents };
}

export default async function Page({ params }: Params) {
  return <ContentsPage lang={(await params).lang as Lang} />;
}
