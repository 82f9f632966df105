/** How a live lab looks, for the page that shows it before its script is there (see Sleeping.tsx). */
import '@/components/charts/Figure.module.css';
import '@/components/charts/charts.module.css';
import '@/components/ui/controls.module.css';
import '@/components/ui/notice.module.css';
import './live.module.css';
