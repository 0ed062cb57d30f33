type Request = { method: string; path: string; body: string };
export const GRAVE: readonly (Request & { purpose: string })[];
export const HONEST: readonly Request[];
