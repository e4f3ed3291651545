// What one article says of an event: who published it, the sentence with its words marked, and how the machine read it.
import type { Report, Sentence } from "../api/shapes";
import { dateText, day } from "../dates";
import { bareCode, fill, language, name, wordFor, words } from "../i18n";
import { to } from "../routes";
import { headline, source } from "./article-card";
import { Confidence } from "./confidence";
import { Factuality } from "./event-list";
import { EvidenceSentence } from "./evidence-sentence";
import { Facts } from "./facts";

function Quote({ sentence, report }: { sentence: Sentence; report: Report }) {
  const { article } = report;
  return (
    <figure class="evidence">
      <blockquote lang={article.language ?? undefined}>
        <EvidenceSentence sentence={sentence} report={report} />
      </blockquote>
      <figcaption>
        <a href={to.article(article.id, sentence)}>{words().event.openArticle}</a>
      </figcaption>
    </figure>
  );
}

/** “The words “from Tuesday to Thursday” were read, counted from 22 June 2024 (rule …)”. */
function HowDated({ report }: { report: Report }) {
  const say = words().event;
  const { time } = report;
  if (!time) return <>{say.noDateWords}</>;
  return (
    <>
      {fill(say.dateWords, { text: time.text })}
      {time.anchor && fill(say.dateAnchor, { anchor: day(time.anchor, language.value) })}
      {time.rule && <span class="soft">{fill(say.dateRule, { rule: time.rule })}</span>}.
    </>
  );
}

function Roles({ report }: { report: Report }) {
  const say = words();
  return (
    <ul class="plain">
      {report.roles.map((one, index) => (
        <li key={index}>
          <span class="soft">{wordFor(say.role, bareCode(one.role))}:</span>{" "}
          <a href={to.entity(one.entity.id)}>{name(one.entity.label, one.entity.id)}</a>
          {one.office && <span class="soft"> {fill(say.event.as, { office: name(one.office) })}</span>}
        </li>
      ))}
    </ul>
  );
}

export function ReportCard({ report }: { report: Report }) {
  const say = words().event;
  const { article, sentences } = report;
  const first = sentences[0];
  return (
    <article class="report">
      <h3>
        <a href={first ? to.article(article.id, first) : to.article(article.id)} lang={article.language ?? undefined}>
          {headline(article)}
        </a>
      </h3>
      <p class="soft small">
        {source(article)} <Factuality code={report.factuality} />
      </p>
      {sentences.length === 0 && <p class="soft">{say.noSentence}</p>}
      {sentences.map((sentence) => (
        <Quote key={sentence.start} sentence={sentence} report={report} />
      ))}
      <Facts
        facts={[
          { name: say.roles, value: report.roles.length > 0 && <Roles report={report} /> },
          { name: say.when, value: dateText(report, language.value) },
          { name: say.howDated, value: <HowDated report={report} /> },
          { name: say.confidence, value: report.confidence !== null && <Confidence value={report.confidence} /> },
          { name: say.rule, value: report.rule && <code>{report.rule}</code> },
        ]}
      />
    </article>
  );
}
