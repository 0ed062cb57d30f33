/** Every device of this worker ends shortly after it was first given work with a question open, as a driver's reset ends it. */
interface Device {
  readonly queue: { submit(buffers: unknown): void };
  destroy(): void;
}
interface Adapter {
  requestDevice(about: unknown): Promise<Device>;
}

const { prototype } = (globalThis as unknown as { GPUAdapter: { prototype: Adapter } }).GPUAdapter;
const { requestDevice } = prototype;
let asked = false;
self.addEventListener('message', ({ data }: MessageEvent<{ passages?: unknown[] }>) => {
  asked ||= (data.passages?.length ?? 0) > 0;
});
prototype.requestDevice = async function (about) {
  const device = await requestDevice.call(this, about);
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  queue.submit = (buffers) => {
    submit(buffers);
    if (asked) setTimeout(() => device.destroy(), 20);
  };
  return device;
};
