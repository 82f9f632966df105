import type { Metadata } from 'next';
import { GlossaryPage } from '@/components/book/GlossaryPage';
import { bookMessages } from '@/components/book/messages';
import type { Lang } from '@/components/lang';

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: bookMessages[(await params).lang as Lang].glossary };
}

export default async function Page({ params }: Params) {
  return <GlossaryPage lang={(await params).lang as Lang} />;
}
