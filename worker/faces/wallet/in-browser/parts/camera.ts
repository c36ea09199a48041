// Reads the shop's QR code by camera, in browsers that can read one themselves; elsewhere nothing of it is seen.

interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

type BarcodeDetectorClass = (new (options: {
  formats: readonly string[];
}) => BarcodeDetector) & {
  getSupportedFormats(): Promise<readonly string[]>;
};

const LOOK_EVERY_MS = 250;

export async function startScanner(): Promise<void> {
  const Detector = (window as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  const scanner = document.querySelector<HTMLElement>("#scanner");
  const button = document.querySelector<HTMLButtonElement>("#scan");
  const lead = document.querySelector<HTMLElement>("#scan-lead");
  const video = document.querySelector<HTMLVideoElement>("#scan-video");
  if (!Detector || !navigator.mediaDevices || !scanner || !button || !lead || !video) return;
  if (!(await Detector.getSupportedFormats()).includes("qr_code")) return;

  const detector = new Detector({ formats: ["qr_code"] });
  const start = button.textContent ?? "";
  const leadText = lead.textContent ?? "";
  let stream: MediaStream | null = null;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.hidden = true;
    lead.hidden = true;
    button.textContent = start;
  };

  const look = async () => {
    if (stream === null) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found === undefined) return void setTimeout(look, LOOK_EVERY_MS);
    stop();
    send(found.rawValue);
  };

  button.addEventListener("click", async () => {
    if (stream !== null) return stop();
    lead.hidden = false;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      lead.textContent = lead.dataset.failed ?? "";
      return;
    }
    lead.textContent = leadText;
    button.textContent = button.dataset.stop ?? "";
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    void look();
  });
  scanner.hidden = false;
}

/** The form is sent as if the code had been typed; which one it was stays in the field when it was wrong. */
function send(scanned: string): void {
  const form = document.querySelector<HTMLFormElement>("#earn");
  const code = form?.querySelector<HTMLInputElement>("[name=code]");
  const by = form?.querySelector<HTMLInputElement>("[name=by]");
  if (!form || !code || !by) return;
  code.value = codeIn(scanned);
  by.value = "qr";
  form.requestSubmit();
}

/** A QR code holds the code itself, or an address that carries it as `code`. */
function codeIn(scanned: string): string {
  const url = URL.parse(scanned);
  return url?.searchParams.get("code") ?? scanned;
}
