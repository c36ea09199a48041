// What the wallet does beyond its forms and links: counts down, looks whether a code was taken, reads QR codes, keeps a page for later.

import { startScanner } from "./shared/wallet-camera.ts";
import { startCountdown } from "./shared/wallet-countdown.ts";
import { keepForOffline } from "./shared/wallet-offline.ts";

startCountdown();
startScanner();
keepForOffline();
