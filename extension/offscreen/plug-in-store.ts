/** Plug-ins' files on this machine, in the extension's own private file system, in a folder by their manifest's hash. */

/** Everything here was chosen by a person; what is in force is decided by the hash in the settings, and checked at each start. */
async function folderOf(sha256: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle('plug-ins', { create });
  return all.getDirectoryHandle(sha256, { create });
}

const nameOf = (path: string): string => path.replaceAll('/', '__');

export function storedPlugIn(sha256: string): (path: string) => Promise<Uint8Array> {
  return async (path) => {
    const folder = await folderOf(sha256, false);
    const file = await (await folder.getFileHandle(nameOf(path))).getFile();
    return new Uint8Array(await file.arrayBuffer());
  };
}

export async function storePlugIn(sha256: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const folder = await folderOf(sha256, true);
  for (const [path, bytes] of files) {
    const writable = await (await folder.getFileHandle(nameOf(path), { create: true })).createWritable();
    await writable.write(new Uint8Array(bytes));
    await writable.close();
  }
}

/** There is one plug-in at a time; the others go. */
export async function forgetPlugIns(except?: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle('plug-ins', { create: true });
  for await (const name of all.keys()) if (name !== except) await all.removeEntry(name, { recursive: true });
}
