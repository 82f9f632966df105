import type { Metadata } from 'next';
import { bookMessages } from '@/components/book/messages';
import { ReferencesPage } from '@/components/book/ReferencesPage';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].references };
}

export default async function Page({ params }: Params) {
  return <ReferencesPage lang={(await params).lang as Lang} />;
}
