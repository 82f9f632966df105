import { notFound } from 'next/navigation';
import { EarlyScript } from '@/components/book/head';
import type { Lang } from '@/components/lang';
import { labIds, liveView, simulatorIds } from '@/components/registry';

export const dynamicParams = false;

export function generateStaticParams() {
  return [...simulatorIds, ...labIds].map((id) => ({ id }));
}

/** One live figure alone, for an iframe. */
export default async function Embed({ params }: { params: Promise<{ lang: string; id: string }> }) {
  const { lang, id } = await params;
  const view = liveView(id, { lang: lang as Lang });
  if (!view) notFound();
  return (
    <>
      <EarlyScript />
      <main style={{ padding: '0 1.1rem' }}>{view}</main>
    </>
  );
}
