// What the wallet does beyond its forms and links: counts down, looks whether a code was taken, reads QR codes, keeps a page for later.

import { startScanner } from "./parts/camera.ts";
import { startCountdown } from "./parts/countdown.ts";
import { keepForOffline } from "./parts/offline.ts";

startCountdown();
startScanner();
keepForOffline();
