// An address that names nothing.
import { fill, words } from "../i18n";
import { Title } from "../parts/title";
import { to } from "../routes";

export function NowherePage({ path }: { path: string }) {
  const say = words().nowhere;
  return (
    <div class="narrow">
      <Title text={say.title} />
      <p>{fill(say.detail, { path })}</p>
      <p>
        <a href={to.overview}>{say.back}</a>
      </p>
    </div>
  );
}
