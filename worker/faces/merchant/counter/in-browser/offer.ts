// The form of an offer: a photo that is too large is made smaller before it is sent. Without this, the service says what to do.

import { startPictureField } from "./parts/picture-field.ts";

startPictureField();
