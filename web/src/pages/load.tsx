// Loading one's own articles: choose files, look at what would be read from them, load, watch, take back.
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, get, json, send, type Problem } from "../api/client";
import { refresh as refreshAll } from "../api/fresh";
import { fill, languageName, number, several, words } from "../i18n";
import { ProblemCard } from "../parts/answered";
import { Title } from "../parts/title";
import { TypeChip } from "../parts/type-chip";
import type { Span } from "../api/shapes";
import { short } from "../iris";
import { to } from "../routes";
import { CodePoints } from "../text/code-points";
import "../styles/load.css";

type State = "waiting" | "running" | "done" | "cancelled" | "failed" | "undone";

interface Job {
  id: number;
  state: State;
  records: number;
  expected: number | null;
  added: number;
  replaced: number;
  unchanged: number;
  rejected: number;
  reports: number;
  events: number;
  seconds: number;
  files: { name: string; bytes: number; read: number; rejected: number }[];
  asked: string;
  error: string | null;
}

interface Extracted {
  article: { title: string | null; published: string | null; publisher: string | null; agency: string | null; language: string | null; url: string | null; text: string };
  entities: { iri: string; label: string }[];
  events: { type: string; actors: string[]; recipients: string[]; places: string[]; begin: string | null; sentence: Span }[];
}

interface Preview {
  articles: Extracted[];
  rejected: { file: string; line: number | null; reason: string }[];
  more: boolean;
}

const READABLE = /\.(jsonl|ndjson|json|txt|text|html?|xhtml)$/i;

/** The files of what was dropped, folders unfolded. */
async function dropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: File[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.isFile) files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        const page = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (page.length === 0) return;
        for (const inner of page) await walk(inner);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return entries.length > 0 ? files : [...transfer.files];
}

function form(files: File[]): FormData {
  const data = new FormData();
  for (const file of files) data.append("file", file, file.name);
  return data;
}

const over = (state: State): boolean => state !== "waiting" && state !== "running";

/** Follows a load until it ends. */
function useJob(first: Job, onEnd: () => void): Job {
  const [job, setJob] = useState(first);
  useEffect(() => setJob(first), [first]);
  useEffect(() => {
    if (over(first.state)) return;
    const events = new EventSource(`/api/loads/${first.id}/events`);
    events.onmessage = (event: MessageEvent<string>) => {
      const next = JSON.parse(event.data) as Job;
      setJob(next);
      if (!over(next.state)) return;
      events.close();
      onEnd();
    };
    return () => events.close();
  }, [first.id, first.state]);
  return job;
}

/** “82 a second, 3 seconds left”. */
function pace(job: Job): string {
  const say = words().load;
  if (job.seconds < 0.5 || job.records === 0) return "";
  const rate = job.records / job.seconds;
  const left = job.expected === null ? null : (job.expected - job.records) / rate;
  const text = fill(say.rate, { n: Math.round(rate) });
  return left !== null && left > 1 ? `${text}, ${several(say.left, Math.ceil(left))}` : text;
}

function JobCard({ first, onChange }: { first: Job; onChange: () => void }) {
  const say = words().load;
  const job = useJob(first, onChange);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = (path: string, method: string): void => {
    setProblem(null);
    send(`/api/loads/${job.id}${path}`, { method }).then(onChange, (error: unknown) => setProblem(asProblem(error)));
  };
  const good = job.records - job.rejected;
  return (
    <li class={`job job-${job.state}`} data-state={job.state}>
      <p class="job-head">
        <strong>{fill(say.number, { n: job.id })}</strong> <span class="chip hollow">{say.states[job.state]}</span>{" "}
        <span class="soft small">{job.files.length === 1 ? job.files[0]?.name : several(say.files, job.files.length)}</span>
      </p>
      {!over(job.state) && (
        <progress aria-label={say.progress} {...(job.expected ? { value: job.records, max: job.expected } : {})}>
          {number(job.records)}
        </progress>
      )}
      <p role="status">
        {fill(say.sum, { good, rejected: job.rejected })} <span class="soft">{pace(job)}</span>
      </p>
      <p class="small soft">{fill(say.outcome, { added: job.added, replaced: job.replaced, unchanged: job.unchanged, reports: job.reports, events: job.events })}</p>
      {job.error && <p class="note">{job.error}</p>}
      {job.files.length > 1 && job.rejected > 0 && (
        <ul class="small">
          {job.files
            .filter((file) => file.rejected > 0)
            .slice(0, 20)
            .map((file) => (
              <li key={file.name}>{fill(say.fileRejects, { file: file.name, n: file.rejected })}</li>
            ))}
        </ul>
      )}
      <div class="actions">
        {!over(job.state) && (
          <button type="button" onClick={() => ask("/cancel", "POST")}>
            {say.cancel}
          </button>
        )}
        {job.rejected > 0 && (
          <a class="button" href={`/api/loads/${job.id}/rejects`} download={`rejects-${job.id}.jsonl`}>
            {say.rejects}
          </a>
        )}
        {over(job.state) && job.state !== "undone" && job.added + job.replaced > 0 && (
          <>
            <a class="button" href={to.explore}>
              {say.look}
            </a>
            <button type="button" onClick={() => ask("", "DELETE")}>
              {say.undo}
            </button>
          </>
        )}
      </div>
      {problem && <ProblemCard problem={problem} />}
    </li>
  );
}

function Facts({ extracted }: { extracted: Extracted }) {
  const say = words();
  const { article, entities, events } = extracted;
  const named = new Map(entities.map(({ iri, label }) => [iri, label]));
  const called = (iri: string): string => named.get(iri) ?? short(iri);
  const text = new CodePoints(article.text);
  const fields: [string, string | null][] = [
    [say.load.fields.title, article.title],
    [say.article.published, article.published],
    [say.article.publisher, article.publisher],
    [say.article.agency, article.agency],
    [say.article.language, article.language && languageName(article.language)],
    [say.load.fields.url, article.url],
    [say.article.text, article.text.length > 160 ? `${article.text.slice(0, 160)}…` : article.text],
  ];
  return (
    <details class="preview">
      <summary>
        {article.title ?? article.text.slice(0, 80)} <span class="soft small">{several(say.count.reports, events.length)}</span>
      </summary>
      <dl class="preview-fields small">
        {fields.map(([field, value]) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>{value ?? <span class="soft">{say.load.missing}</span>}</dd>
          </div>
        ))}
      </dl>
      <ul class="plain">
        {events.map((event, place) => (
          <li key={place} class="preview-event">
            <TypeChip type={event.type} /> {[event.actors, event.recipients].map((list) => list.map(called).join(", ")).filter((one) => one !== "").join(" → ")}
            <span class="soft small">
              {" "}
              {[event.places.map(called).join(", "), event.begin ?? say.when.undated].filter((one) => one !== "").join(" · ")}
            </span>
            <blockquote class="small" lang={article.language ?? undefined}>
              {text.slice(event.sentence.start, event.sentence.end)}
            </blockquote>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The reason without the file and the line, which stand before it. */
const bare = (reason: string): string => reason.replace(/^reading `[^`]*`, /, "").replace(/^(line \d+: )+/, "");

function PreviewCard({ preview }: { preview: Preview }) {
  const say = words().load;
  const events = preview.articles.reduce((sum, one) => sum + one.events.length, 0);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{say.previewTitle}</h2>
      <p role="status">
        {fill(say.previewSum, { articles: several(say.articles, preview.articles.length), reports: several(words().count.reports, events) })}{" "}
        {preview.rejected.length > 0 && several(say.unreadable, preview.rejected.length)} {preview.more && say.previewMore}
      </p>
      {preview.rejected.length > 0 && (
        <ul class="rejected">
          {preview.rejected.map((one, place) => (
            <li key={place}>
              <strong>
                {one.file}
                {one.line !== null && `, ${fill(say.line, { n: one.line })}`}
              </strong>
              : {bare(one.reason)}
            </li>
          ))}
        </ul>
      )}
      {preview.articles.map((one, place) => (
        <Facts key={place} extracted={one} />
      ))}
    </section>
  );
}

export function LoadPage() {
  const say = words().load;
  const [files, setFiles] = useState<File[]>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [jobs, setJobs] = useState<Job[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);

  const refresh = (): void => {
    refreshAll();
    get<Job[]>("/api/loads").then(setJobs, (error: unknown) => setProblem(asProblem(error)));
  };
  useEffect(refresh, []);

  const take = (found: File[]): void => {
    setFiles(found.filter((file) => READABLE.test(file.name)));
    setPreview(null);
    setProblem(found.length > 0 && !found.some((file) => READABLE.test(file.name)) ? asProblem(say.noneReadable) : null);
  };
  const post = <T,>(address: string, then: (answer: T) => void): void => {
    setBusy(true);
    setProblem(null);
    send(address, { method: "POST", body: form(files) })
      .then((response) => json<T>(response))
      .then(then)
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };

  return (
    <div class="load">
      <Title text={say.title} />
      <p class="lead-small">{say.lead}</p>
      <div
        class={`drop${over ? " over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer) void dropped(event.dataTransfer).then(take);
        }}
      >
        <p>{say.drop}</p>
        <label class="button">
          {say.choose}
          <input
            ref={chooser}
            class="unseen"
            type="file"
            multiple
            accept=".jsonl,.ndjson,.json,.txt,.html,.htm"
            onChange={(event) => take([...(event.currentTarget.files ?? [])])}
          />
        </label>
        <p class="small soft">{say.formats}</p>
      </div>
      {files.length > 0 && (
        <>
          <p class="chosen-files">
            <strong>{several(say.files, files.length)}</strong> <span class="soft">{fill(say.kilobytes, { n: Math.ceil(files.reduce((sum, file) => sum + file.size, 0) / 1024) })}</span>{" "}
            <span class="soft small">
              {files
                .slice(0, 5)
                .map((file) => file.name)
                .join(", ")}
              {files.length > 5 && " …"}
            </span>
          </p>
          <div class="actions">
            <button type="button" disabled={busy} onClick={() => post<Preview>("/api/loads/preview", setPreview)}>
              {say.tryOut}
            </button>
            <button
              type="button"
              class="primary"
              disabled={busy}
              onClick={() =>
                post<Job>("/api/loads", () => {
                  setFiles([]);
                  setPreview(null);
                  if (chooser.current) chooser.current.value = "";
                  refresh();
                })
              }
            >
              {say.start}
            </button>
            {busy && <span class="soft">{words().loading}</span>}
          </div>
        </>
      )}
      {problem && <ProblemCard problem={problem} />}
      {preview && <PreviewCard preview={preview} />}
      <section aria-labelledby="jobs">
        <h2 id="jobs">{say.jobs}</h2>
        {jobs.length === 0 && <p class="soft">{say.noJobs}</p>}
        <ol class="plain jobs">
          {jobs.map((job) => (
            <JobCard key={job.id} first={job} onChange={refresh} />
          ))}
        </ol>
      </section>
    </div>
  );
}

