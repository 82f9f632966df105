import type { Metadata } from 'next';
import { bookMessages } from '@/components/book/messages';
import { PracticePage } from '@/components/book/PracticePage';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].practice };
}

export default async function Page({ params }: Params) {
  return <PracticePage lang={(await params).lang as Lang} />;
}
