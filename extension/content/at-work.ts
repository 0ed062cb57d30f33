/** In every frame that begins while an agent is at work somewhere, beside the content script: it asks for its state at once. */
import { atWork } from './meeting.ts';

atWork();
