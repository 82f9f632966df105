import { testEveryChapter } from './every-chapter';

testEveryChapter('en');
