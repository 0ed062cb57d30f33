/**
 * A control that loosens wakes up only after it has been in sight for a while, and again after whatever moved it:
 * so that a click or key press meant for what was there before can't land on it.
 */
import { useEffect, useState } from 'preact/hooks';

/** People need about 300 ms to see and decide not to click; doubled, and a bit. */
export const ARMING_MS = 700;

/** @param layout changes whenever something may have moved on the page; @returns whether the control is awake */
export function useArmed(layout: string): boolean {
  const [armedFor, setArmedFor] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restart = () => {
      clearTimeout(timer);
      setArmedFor(undefined);
      if (document.visibilityState === 'visible') timer = setTimeout(() => setArmedFor(layout), ARMING_MS);
    };
    restart();
    // Another extension may put our window under a hand that presses elsewhere; nobody is told of that.
    let stood = whereItStands();
    let frame = requestAnimationFrame(function look() {
      const stands = whereItStands();
      if (stands !== stood) restart();
      stood = stands;
      frame = requestAnimationFrame(look);
    });
    document.addEventListener('visibilitychange', restart);
    window.addEventListener('focus', restart);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', restart);
      window.removeEventListener('focus', restart);
    };
  }, [layout]);
  return armedFor === layout;
}

const whereItStands = (): string => [screenX, screenY, innerWidth, innerHeight, devicePixelRatio].join();
