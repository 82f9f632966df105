import '../globals.css';
import 'katex/dist/katex.min.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { FontFaces } from '@/components/book/head';
import { bookMessages } from '@/components/book/messages';
import { htmlLang, type Lang } from '@/components/lang';

export const dynamicParams = false;

export function generateStaticParams() {
  return [{ lang: 'en' }, { lang: 'zh' }];
}

type Params = { params: Promise<{ lang: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { lang } = await params;
  const messages = bookMessages[lang as Lang];
  return {
    title: { default: messages.bookTitle, template: `%s · ${messages.bookTitle}` },
    description: messages.subtitle,
  };
}

export default async function LangLayout({ children, params }: Params & { children: ReactNode }) {
  const { lang } = await params;
  return (
    <html lang={htmlLang(lang as Lang)} suppressHydrationWarning>
      <head>
        <FontFaces />
      </head>
      <body>{children}</body>
    </html>
  );
}
