import { HomePage } from '@/components/book/HomePage';
import type { Lang } from '@/components/lang';

export default async function Home({ params }: { params: Promise<{ lang: string }> }) {
  return <HomePage lang={(await params).lang as Lang} />;
}
