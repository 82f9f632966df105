import type { Lang } from '@/components/lang';
import type { LiveViews } from '@/components/registry';
import { EarlyInput } from './EarlyInput';
import { EarlyScript } from './head';

/** The page of one live figure alone, for an iframe. */
export function embedRoute(View: LiveViews[string]) {
  return async function Embed({ params }: { params: Promise<{ lang: string }> }) {
    const { lang } = await params;
    return (
      <>
        <EarlyScript />
        <main style={{ padding: '0 1.1rem' }}>{View({ lang: lang as Lang })}</main>
        <EarlyInput />
      </>
    );
  };
}
