/** Reserved for the main-world hooks; nothing is loaded into pages without an agent. */
export {};
