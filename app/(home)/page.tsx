import { LanguageChooser } from '@/components/book/LanguageChooser';

export default function ChooserPage() {
  return <LanguageChooser />;
}
