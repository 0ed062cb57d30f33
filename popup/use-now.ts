import { useEffect, useState } from 'preact/hooks';

/** The time, told anew every second while somebody looks. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
