import { testEveryChapter } from './every-chapter';

testEveryChapter('zh');
