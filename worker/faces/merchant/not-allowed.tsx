// What a person sees who may not do this: what their role is, and whom to ask.

import { merchantPaths } from "./addresses.ts";
import { type FrameView, MerchantPage } from "./frame.tsx";
import { peopleWords } from "./settings/people-words.ts";

export function NotAllowedPage({ frame }: { frame: FrameView }) {
  const said = peopleWords[frame.language];
  return (
    <MerchantPage frame={frame} title={said.notAllowed} section={null}>
      <h1>{said.notAllowed}</h1>
      <p class="lead">{said.notAllowedAdvice(said.roles[frame.person.role])}</p>
      <p>
        <a href={merchantPaths.customers()}>{said.toCustomers}</a>
      </p>
    </MerchantPage>
  );
}
