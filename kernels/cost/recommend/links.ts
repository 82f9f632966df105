/**
 * What joins devices of a kind: NVLink where the catalogue states it and it reaches that far, sixteen lanes of PCIe where
 * not. Leaves out switches that several cards share, and cards that have to pass through host memory: both are slower
 * still. Sources: the catalogue; hops from NCCL's tuning table; lanes from PCI-SIG, 8, 16, 32 GT/s, 128 bits in 130.
 */
import type { AcceleratorRow } from '../../catalog/accelerators';
import { HOP_SECONDS, NODE_DEVICES, WIRE_HOP_SECONDS } from '../../serving/scale-out/params';
import type { Link, Wire } from '../../serving/step-time/step-time';

/** By count of devices that talk to each other; `undefined` where nobody says what joins them. */
export type Links = (devices: number) => Link | undefined;

/** What starting an all-reduce costs, from gpt-fast's published runs; one network port of a node, 200 Gb/s. */
const START_SECONDS = 20e-6;
const NETWORK: Wire = { bytesPerSecond: 25e9, latencySeconds: WIRE_HOP_SECONDS };
/** One hop over PCIe in NCCL's low-latency ring. */
const PCIE_HOP_SECONDS = 1e-6;
const PCIE_LANES = 16;

/** One way over sixteen lanes. Worked: generation 4, 31.5 GB/s. */
export const pcieBytesPerSecond = (generation: number): number =>
  (PCIE_LANES * 2 ** generation * 1e9 * (128 / 130)) / 8;

const inNode = (bytesPerSecond: number, latencySeconds: number): Link => ({
  bytesPerSecond,
  latencySeconds,
  startSeconds: START_SECONDS,
  nodeDevices: NODE_DEVICES,
  wire: NETWORK,
});

/** Whether so many devices talk over NVLink. Worked: two RTX 3090 do, by a bridge; four do not. */
export function onNvlink({ nvlink_gbs_bidir, nvlink_devices }: AcceleratorRow, devices: number): boolean {
  return Boolean(nvlink_gbs_bidir) && devices <= (nvlink_devices ?? Number.POSITIVE_INFINITY);
}

/** What joins devices of this kind. Worked: h100-sxm, 450 GB/s one way; l40s, 31.5. */
export function linksOf(accelerator: AcceleratorRow): Links {
  const { nvlink_gbs_bidir: both, pcie_generation: generation } = accelerator;
  const nvlink = both ? inNode((both / 2) * 1e9, HOP_SECONDS) : undefined;
  const pcie = generation ? inNode(pcieBytesPerSecond(generation), PCIE_HOP_SECONDS) : undefined;
  return (devices) => (onNvlink(accelerator, devices) ? nvlink : pcie);
}

/** From one stage to the next: the link inside a node, the network beyond it; 0 where no link is stated. */
export function hopSeconds(link: Link | undefined, devices: number, bytes: number): number {
  if (!link) return 0;
  const { latencySeconds, bytesPerSecond } =
    devices <= (link.nodeDevices ?? devices) ? link : (link.wire ?? link);
  return latencySeconds + bytes / bytesPerSecond;
}
