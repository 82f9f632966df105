import '../globals.css';
import type { ReactNode } from 'react';
import { EarlyScript, FontFaces } from '@/components/book/head';

export const metadata = {
  title: 'The Cost of a Token · 一个 Token 的代价',
  description:
    'An interactive book on what it costs to run a large language model. 关于大模型推理成本的交互式图书。',
};

export default function ChooserLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <EarlyScript />
        <FontFaces />
      </head>
      <body>{children}</body>
    </html>
  );
}
