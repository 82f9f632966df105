import './globals.css';
import { EarlyScript, FontFaces } from '@/components/book/head';
import { LanguageChooser } from '@/components/book/LanguageChooser';

export const metadata = { title: 'Not here · 没有这一页' };

export default function NotFound() {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <EarlyScript />
        <FontFaces />
      </head>
      <body>
        <LanguageChooser missing />
      </body>
    </html>
  );
}
