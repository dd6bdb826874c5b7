import type { Sink } from '../backends/contract.ts';
import type { Comment } from '../model/comment.ts';
import type { ThreadInfo } from '../model/rules.ts';
import { equal } from './assert.ts';
import type { Case } from './backend-contract.ts';
import { draftOf, random, saidIn, type Bench } from './contract-bench.ts';

export const liveCases: readonly Case[] = [
  {
    name: 'counts the published comments of many threads at once',
    needs: ['counts'],
    async run({ backend, thread, call, post }) {
      const root = await post('root');
      await post('reply', root.id);
      const nobody = random();
      const counts = await backend.counts!([thread.id, nobody], call());
      equal([counts.get(thread.id), counts.get(nobody) ?? 0], [2, 0], 'comments and replies');
    },
  },
  {
    name: 'tells those who watch of new comments and of the new total',
    needs: ['watch', 'another'],
    async run(bench) {
      const heard = await watch(bench);
      const other = await bench.another();
      const { comment } = await other.add(draftOf('news', {}, 'bob'), bench.call('bob'));
      await heard.until(() => heard.says(comment.id, 'news'));
      if (bench.opened.info.total) await heard.until(() => heard.info?.total?.value === 1);
      heard.stop();
    },
  },
  {
    name: 'tells those who watch of edits, likes and replies',
    needs: ['watch', 'another', 'edit', 'likes'],
    async run(bench) {
      const root = await bench.post('root', null, 'bob');
      const heard = await watch(bench);
      const other = await bench.another();
      await other.edit!(root.id, 'edited', bench.call('bob'));
      await heard.until(() => heard.says(root.id, 'edited'));
      await other.setLiked!(root.id, true, bench.call('bob'));
      await heard.until(() => heard.comments.get(root.id)?.likes === 1);
      const reply = draftOf('reply', { parentId: root.id }, 'bob');
      const { comment } = await other.add(reply, bench.call('bob'));
      await heard.until(() => heard.comments.has(comment.id));
      heard.stop();
    },
  },
  {
    name: 'tells those who watch of comments that are gone, and of those that are back',
    needs: ['watch', 'another', 'remove', 'restore'],
    async run(bench) {
      const other = await bench.another();
      const { comment } = await other.add(draftOf('soon gone'), bench.call());
      const heard = await watch(bench);
      heard.comments.set(comment.id, comment);
      await other.remove!(comment.id, bench.call());
      await heard.until(() => heard.gone.has(comment.id));
      await other.restore!(comment.id, bench.call());
      await heard.until(() => heard.says(comment.id, 'soon gone'));
      heard.stop();
    },
  },
  {
    name: 'tells those who watch what happened since the page they have',
    needs: ['watch', 'another'],
    async run(bench) {
      const { resume } = await bench.list();
      if (resume === undefined) return;
      const other = await bench.another();
      const { comment } = await other.add(draftOf('in between'), bench.call());
      const heard = await watch(bench, resume);
      await heard.until(() => heard.comments.has(comment.id));
      heard.stop();
    },
  },
  {
    name: 'tells nothing to those who have stopped watching',
    needs: ['watch', 'another'],
    async run(bench) {
      const stopped = await watch(bench);
      stopped.stop();
      const heard = await watch({ ...bench, backend: await bench.another() });
      await (await bench.another()).add(draftOf('news'), bench.call());
      await heard.until(() => heard.comments.size > 0);
      equal(stopped.comments.size, 0, 'nothing is heard');
      heard.stop();
    },
  },
];

/** What somebody knows who watches. */
interface Heard {
  readonly comments: Map<string, Comment>;
  readonly gone: Set<string>;
  info?: ThreadInfo;
  /** Is the comment known, and are these its words? */
  says(id: string, words: string): boolean;
  /** Resolves once the condition holds. */
  until(condition: () => boolean): Promise<void>;
  stop(): void;
}

const patienceMs = 5_000;

/** Watches from the newest page on, and reads everything anew when that is asked for. */
async function watch(bench: Bench, since?: string): Promise<Heard> {
  let wake: (() => void) | undefined;
  const heard: Heard = {
    comments: new Map(),
    gone: new Set(),
    stop: () => {},
    says(id, words) {
      const comment = heard.comments.get(id);
      return comment !== undefined && saidIn(comment) === words;
    },
    until: (condition) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('was not told in time')), patienceMs);
        wake = () => {
          if (!condition()) return;
          clearTimeout(late);
          resolve();
        };
        wake?.();
      }),
  };
  const sink: Sink = {
    upsert(comments) {
      for (const comment of comments) {
        heard.comments.set(comment.id, comment);
        heard.gone.delete(comment.id);
      }
      wake?.();
    },
    gone(ids) {
      for (const id of ids) {
        heard.comments.delete(id);
        heard.gone.add(id);
      }
      wake?.();
    },
    info(info) {
      heard.info = info;
      wake?.();
    },
    reset: () => void readAnew(bench, sink, heard),
  };
  const resume = since ?? (await bench.list()).resume;
  heard.stop = bench.backend.watch!(resume, sink, bench.call());
  return heard;
}

async function readAnew({ backend, thread, call }: Bench, sink: Sink, heard: Heard): Promise<void> {
  const query = { branch: null, sort: 'oldest', limit: 100 } as const;
  const { info, page = await backend.list(query, call()) } = await backend.open(
    thread,
    query,
    call(),
  );
  const here = new Set(page.comments.map(({ id }) => id));
  sink.upsert(page.comments);
  sink.gone([...heard.comments.keys()].filter((id) => !here.has(id)));
  sink.info(info);
}
