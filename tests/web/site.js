// A V-Task of our own: a fresh data directory, a free port, SQLite, mails as files. Its clock is moved from outside, by libfaketime.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';

/** What everybody signs in with. */
export const PASSWORD = 'seven quiet herons at dusk';

const BINARY = process.env.VTASK_BINARY ?? new URL('../../target/debug/vtask', import.meta.url).pathname;
const FAKETIME = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1'].find(existsSync);

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export class Site {
  static async open() {
    const site = new Site();
    site.dir = await mkdtemp(join(tmpdir(), 'vtask-web-'));
    site.port = await freePort();
    site.url = `http://127.0.0.1:${site.port}`;
    site.days = 0;
    await site.start();
    return site;
  }

  async start() {
    const env = {
      PATH: process.env.PATH,
      VTASK_BIND: `127.0.0.1:${this.port}`,
      VTASK_BASE_URL: this.url,
      VTASK_DATA_DIR: this.dir,
      VTASK_JOB_TICK_MS: '100',
      VTASK_LOG: 'text,warn',
    };
    if (this.days > 0) Object.assign(env, { LD_PRELOAD: FAKETIME, FAKETIME: `+${this.days}d`, FAKETIME_DONT_FAKE_MONOTONIC: '1' });
    this.log = '';
    this.process = spawn(BINARY, ['serve', '--migrate'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr.on('data', (text) => (this.log += text));
    this.gone = new Promise((resolve) => this.process.once('exit', resolve));
    for (const end = Date.now() + 60_000; ; ) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => null);
      if (answer?.ok) return;
      if (Date.now() > end || this.process.exitCode !== null) throw new Error(`the server did not start:\n${this.log}`);
      await new Promise((wait) => setTimeout(wait, 50));
    }
  }

  /** A line to the site that breaks each time that so many bytes have gone up over it: { url, cuts, close }. */
  async badLine(breaks) {
    const line = { cuts: 0, close: () => server.close() };
    let [sent, open] = [0, new Set()];
    const server = createServer((near) => {
      const far = connect(this.port, '127.0.0.1');
      for (const end of [near, far]) {
        open.add(end);
        end.on('error', () => {}).on('close', () => { open.delete(end); near.destroy(); far.destroy(); });
      }
      far.pipe(near);
      near.on('data', (bytes) => {
        sent += bytes.length;
        if (line.cuts < breaks.length && sent > breaks[line.cuts]) {
          line.cuts += 1;
          for (const end of open) end.destroy();
        } else if (!far.write(bytes)) {
          near.pause();
          far.once('drain', () => near.resume());
        }
      });
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    line.url = `http://127.0.0.1:${server.address().port}`;
    return line;
  }

  /** Makes an admin by the command line, as operators do. */
  async makeAdmin({ name, email, role, locale = 'en' }) {
    const args = ['user', 'create', '--name', name, '--email', email, '--role', 'admin', '--admin-role', role, '--verified', '--locale', locale, '--password-stdin'];
    const made = spawn(BINARY, args, { env: { PATH: process.env.PATH, VTASK_DATA_DIR: this.dir }, stdio: ['pipe', 'ignore', 'inherit'] });
    made.stdin.end(`${PASSWORD}\n`);
    const code = await new Promise((resolve) => made.once('exit', resolve));
    if (code !== 0) throw new Error(`no admin was made: ${code}`);
  }

  async stop() {
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await this.gone;
    clearTimeout(late);
  }

  /** The same market, so many days later. */
  async wait(days) {
    if (!FAKETIME) throw new Error('libfaketime is not installed (apt-get install faketime)');
    await this.stop();
    this.days += days;
    await this.start();
  }

  async close() {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** The newest mail to an address that says something, once it is there: { subject, text, links }. */
  async mail(to, says = '') {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      const found = (await this.mails()).filter((mail) => mail.to.includes(to) && `${mail.subject}\n${mail.text}`.includes(says));
      if (found.length > 0) return found.at(-1);
      await new Promise((wait) => setTimeout(wait, 100));
    }
    throw new Error(`no mail to ${to} that says ${JSON.stringify(says)}`);
  }

  async mails() {
    const folder = join(this.dir, 'mails');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    return Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'latin1'))));
  }
}

/** As much of a mail as the flows need: addressee, subject, the plain text and the links in it. */
function parse(source) {
  const [head, body] = split(source);
  const boundary = /boundary="?([^";\r\n]+)/.exec(header(head, 'content-type'))?.[1];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1) : [source];
  const plain = parts.map(split).find(([head]) => /text\/plain/i.test(header(head, 'content-type'))) ?? [head, body];
  const text = decode(plain[1], header(plain[0], 'content-transfer-encoding'));
  return { to: header(head, 'to'), subject: words(header(head, 'subject')), text, links: text.match(/https?:\/\/\S+/g) ?? [] };
}

function split(part) {
  const at = /\r?\n\r?\n/.exec(part.replace(/^\r?\n/, ''));
  const clean = part.replace(/^\r?\n/, '');
  return at ? [clean.slice(0, at.index), clean.slice(at.index + at[0].length)] : [clean, ''];
}

const header = (head, name) => new RegExp(`^${name}:((?:.*)(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head)?.[1].replace(/\r?\n[ \t]/g, ' ').trim() ?? '';

function decode(body, coding) {
  if (/base64/i.test(coding)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(coding)) return Buffer.from(body, 'latin1').toString('utf8');
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const words = (text) =>
  text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, coded) =>
    kind.toLowerCase() === 'b' ? Buffer.from(coded, 'base64').toString('utf8') : decode(coded.replaceAll('_', ' '), 'quoted-printable'),
  );
