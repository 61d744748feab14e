// Runs stdreg, compiled for WASI, on files that are in memory. All of it is one function, whose text is what the worker of the page runs:
// a page that is opened from a disk may start no worker from a file.
//
// `docs/adr/0012-playground.md` says why the calls of WASI (preview 1) are answered here and not by a library.
'use strict';

function stdregWorker() {
  const ERRNO = {
    BADF: 8, EXIST: 20, INVAL: 28, ISDIR: 31, NOENT: 44, NOSYS: 52, NOTDIR: 54, NOTEMPTY: 55, NOTCAPABLE: 76,
  };
  const KIND = { CHARACTERS: 2, FOLDER: 3, FILE: 4 };
  const ALL_RIGHTS = (1n << 30n) - 1n;
  // The folder that everything is in; stdreg opens it first, after the three streams.
  const ROOT = 3;

  class Exit extends Error {
    constructor(code) {
      super(`exit code ${code}`);
      this.code = code;
    }
  }

  /** What a call answers when it cannot be done. */
  class Refused extends Error {
    constructor(errno) {
      super(`errno ${errno}`);
      this.errno = errno;
    }
  }

  let lastNumber = 0n;

  class File {
    constructor(bytes) {
      lastNumber += 1n;
      this.number = lastNumber;
      this.content = bytes;
      this.length = bytes.length;
      this.modified = BigInt(Date.now()) * 1_000_000n;
    }

    get bytes() {
      return this.content.subarray(0, this.length);
    }

    resize(length) {
      if (length > this.content.length) {
        const grown = new Uint8Array(Math.max(length, 2 * this.content.length));
        grown.set(this.bytes);
        this.content = grown;
      } else if (length < this.length) {
        this.content.fill(0, length, this.length);
      }
      this.length = length;
    }

    write(bytes, at) {
      if (at + bytes.length > this.length) {
        this.resize(at + bytes.length);
      }
      this.content.set(bytes, at);
      this.modified = BigInt(Date.now()) * 1_000_000n;
    }
  }

  class Folder {
    constructor(parent) {
      lastNumber += 1n;
      this.number = lastNumber;
      this.parent = parent ?? this;
      this.entries = new Map();
      this.modified = BigInt(Date.now()) * 1_000_000n;
    }
  }

  /** One run of the program: its arguments, and the files by their paths, relative to the working directory. */
  class Run {
    constructor(args, environment, files) {
      this.args = args;
      this.environment = environment;
      this.root = new Folder();
      for (const [path, bytes] of Object.entries(files)) {
        const parts = path.split('/');
        const name = parts.pop();
        let folder = this.root;
        for (const part of parts) {
          if (!folder.entries.has(part)) folder.entries.set(part, new Folder(folder));
          folder = folder.entries.get(part);
        }
        folder.entries.set(name, new File(bytes));
      }
      const stream = () => ({ stream: [] });
      this.open = new Map([[0, { stream: [] }], [1, stream()], [2, stream()], [ROOT, { node: this.root }]]);
    }

    get view() {
      return new DataView(this.memory.buffer);
    }

    bytes(at, length) {
      return new Uint8Array(this.memory.buffer, at, length);
    }

    text(at, length) {
      return new TextDecoder().decode(this.bytes(at, length));
    }

    handle(number) {
      const handle = this.open.get(number);
      if (!handle) throw new Refused(ERRNO.BADF);
      return handle;
    }

    folder(number) {
      const { node } = this.handle(number);
      if (!(node instanceof Folder)) throw new Refused(ERRNO.NOTDIR);
      return node;
    }

    file(number) {
      const handle = this.handle(number);
      if (!(handle.node instanceof File)) throw new Refused(handle.node ? ERRNO.ISDIR : ERRNO.BADF);
      return handle;
    }

    /** Where a path leads: the folder it ends in, the name in it, and what is there, if anything is. */
    resolve(number, at, length) {
      let folder = this.folder(number);
      const parts = this.text(at, length).split('/').filter((part) => part !== '' && part !== '.');
      let place = { folder, name: '.', node: folder };
      parts.forEach((part, index) => {
        if (part === '..') {
          if (folder === this.root) throw new Refused(ERRNO.NOTCAPABLE);
          place = { folder: folder.parent.parent, name: '.', node: folder.parent };
        } else {
          place = { folder, name: part, node: folder.entries.get(part) };
        }
        if (index + 1 < parts.length) {
          if (!place.node) throw new Refused(ERRNO.NOENT);
          if (!(place.node instanceof Folder)) throw new Refused(ERRNO.NOTDIR);
        }
        if (place.node instanceof Folder) folder = place.node;
      });
      return place;
    }

    existing(number, at, length) {
      const place = this.resolve(number, at, length);
      if (!place.node) throw new Refused(ERRNO.NOENT);
      return place;
    }

    writeStatus(node, at) {
      const { view } = this;
      this.bytes(at, 64).fill(0);
      view.setBigUint64(at + 8, node?.number ?? 0n, true);
      view.setUint8(at + 16, node instanceof File ? KIND.FILE : node ? KIND.FOLDER : KIND.CHARACTERS);
      view.setBigUint64(at + 24, 1n, true);
      view.setBigUint64(at + 32, BigInt(node?.length ?? 0), true);
      for (const offset of [40, 48, 56]) view.setBigUint64(at + offset, node?.modified ?? 0n, true);
    }

    /** The pieces of memory that a call reads into or writes from. */
    pieces(at, count) {
      const { view } = this;
      return Array.from({ length: count }, (_, index) =>
        this.bytes(view.getUint32(at + 8 * index, true), view.getUint32(at + 8 * index + 4, true)));
    }

    /** Reads or writes piece by piece, from a place in the file that moves along; answers how much. */
    transfer(pieces, written, one) {
      let all = 0;
      for (const piece of pieces) {
        const count = one(piece, all);
        all += count;
        if (count < piece.length) break;
      }
      this.view.setUint32(written, all, true);
    }

    read(file, piece, at) {
      const part = file.bytes.subarray(at, at + piece.length);
      piece.set(part);
      return part.length;
    }

    writeStrings(list, pointers, at) {
      for (const text of list) {
        const bytes = new TextEncoder().encode(`${text}\0`);
        this.view.setUint32(pointers, at, true);
        this.bytes(at, bytes.length).set(bytes);
        pointers += 4;
        at += bytes.length;
      }
    }

    writeSizes(list, count, size) {
      this.view.setUint32(count, list.length, true);
      this.view.setUint32(size, list.reduce((sum, text) => sum + new TextEncoder().encode(text).length + 1, 0), true);
    }

    calls() {
      return {
        args_get: (pointers, at) => this.writeStrings(this.args, pointers, at),
        args_sizes_get: (count, size) => this.writeSizes(this.args, count, size),
        environ_get: (pointers, at) => this.writeStrings(this.environment, pointers, at),
        environ_sizes_get: (count, size) => this.writeSizes(this.environment, count, size),
        clock_res_get: (_clock, at) => this.view.setBigUint64(at, 1_000_000n, true),
        clock_time_get: (clock, _precision, at) => {
          const now = clock === 0 ? Date.now() : performance.now();
          this.view.setBigUint64(at, BigInt(Math.round(now * 1e6)), true);
        },
        random_get: (at, length) => {
          // No more is given at once.
          for (let done = 0; done < length; done += 65_536) {
            crypto.getRandomValues(this.bytes(at + done, Math.min(65_536, length - done)));
          }
        },
        sched_yield: () => {},
        proc_exit: (code) => {
          throw new Exit(code);
        },
        fd_prestat_get: (number, at) => {
          if (number !== ROOT) throw new Refused(ERRNO.BADF);
          this.view.setUint32(at, 0, true);
          this.view.setUint32(at + 4, 1, true);
        },
        fd_prestat_dir_name: (_number, at) => this.bytes(at, 1).set([0x2f]),
        fd_close: (number) => {
          this.handle(number);
          this.open.delete(number);
        },
        fd_fdstat_get: (number, at) => {
          const { node, append } = this.handle(number);
          this.bytes(at, 24).fill(0);
          this.view.setUint8(at, node instanceof File ? KIND.FILE : node ? KIND.FOLDER : KIND.CHARACTERS);
          this.view.setUint16(at + 2, append ? 1 : 0, true);
          this.view.setBigUint64(at + 8, ALL_RIGHTS, true);
          this.view.setBigUint64(at + 16, ALL_RIGHTS, true);
        },
        fd_fdstat_set_flags: () => {},
        fd_filestat_get: (number, at) => this.writeStatus(this.handle(number).node, at),
        fd_filestat_set_size: (number, size) => this.file(number).node.resize(Number(size)),
        fd_filestat_set_times: () => {},
        fd_sync: () => {},
        fd_datasync: () => {},
        fd_advise: () => {},
        fd_read: (number, at, count, read) => {
          const handle = this.handle(number);
          if (handle.stream) return this.view.setUint32(read, 0, true);
          const { node, position } = this.file(number);
          this.transfer(this.pieces(at, count), read, (piece, all) => this.read(node, piece, position + all));
          handle.position += this.view.getUint32(read, true);
        },
        fd_pread: (number, at, count, offset, read) => {
          const { node } = this.file(number);
          this.transfer(this.pieces(at, count), read, (piece, all) => this.read(node, piece, Number(offset) + all));
        },
        fd_write: (number, at, count, written) => {
          const handle = this.handle(number);
          this.transfer(this.pieces(at, count), written, (piece) => {
            if (handle.stream) {
              handle.stream.push(piece.slice());
            } else {
              const { node } = this.file(number);
              if (handle.append) handle.position = node.length;
              node.write(piece, handle.position);
              handle.position += piece.length;
            }
            return piece.length;
          });
        },
        fd_seek: (number, offset, whence, at) => {
          const handle = this.file(number);
          const from = [0, handle.position, handle.node.length][whence];
          const position = from + Number(offset);
          if (position < 0) throw new Refused(ERRNO.INVAL);
          handle.position = position;
          this.view.setBigUint64(at, BigInt(position), true);
        },
        fd_readdir: (number, at, length, cookie, used) => {
          const folder = this.folder(number);
          const entries = [['.', folder], ['..', folder.parent], ...folder.entries];
          let filled = 0;
          for (let index = Number(cookie); index < entries.length && filled < length; index += 1) {
            const [name, node] = entries[index];
            const bytes = new TextEncoder().encode(name);
            const entry = new Uint8Array(24 + bytes.length);
            const view = new DataView(entry.buffer);
            view.setBigUint64(0, BigInt(index + 1), true);
            view.setBigUint64(8, node.number, true);
            view.setUint32(16, bytes.length, true);
            view.setUint8(20, node instanceof File ? KIND.FILE : KIND.FOLDER);
            entry.set(bytes, 24);
            // One that does not fit is cut off, which says that there is more.
            const fitting = entry.subarray(0, length - filled);
            this.bytes(at + filled, fitting.length).set(fitting);
            filled += fitting.length;
          }
          this.view.setUint32(used, filled, true);
        },
        path_open: (number, _follow, at, length, open, _rights, _inherited, flags, opened) => {
          const place = this.resolve(number, at, length);
          const [create, isFolder, exclusive, truncate] = [1, 2, 4, 8].map((flag) => (open & flag) !== 0);
          if (place.node && create && exclusive) throw new Refused(ERRNO.EXIST);
          if (!place.node) {
            if (!create) throw new Refused(ERRNO.NOENT);
            place.node = new File(new Uint8Array());
            place.folder.entries.set(place.name, place.node);
          }
          if (isFolder && !(place.node instanceof Folder)) throw new Refused(ERRNO.NOTDIR);
          if (truncate && place.node instanceof File) place.node.resize(0);
          let free = ROOT + 1;
          while (this.open.has(free)) free += 1;
          this.open.set(free, { node: place.node, position: 0, append: (flags & 1) !== 0 });
          this.view.setUint32(opened, free, true);
        },
        path_filestat_get: (number, _follow, at, length, status) =>
          this.writeStatus(this.existing(number, at, length).node, status),
        path_filestat_set_times: () => {},
        path_readlink: (number, at, length) => {
          this.existing(number, at, length);
          // What is there is no link.
          throw new Refused(ERRNO.INVAL);
        },
        path_create_directory: (number, at, length) => {
          const { folder, name, node } = this.resolve(number, at, length);
          if (node) throw new Refused(ERRNO.EXIST);
          folder.entries.set(name, new Folder(folder));
        },
        path_unlink_file: (number, at, length) => {
          const { folder, name, node } = this.existing(number, at, length);
          if (node instanceof Folder) throw new Refused(ERRNO.ISDIR);
          folder.entries.delete(name);
        },
        path_remove_directory: (number, at, length) => {
          const { folder, name, node } = this.existing(number, at, length);
          if (!(node instanceof Folder)) throw new Refused(ERRNO.NOTDIR);
          if (node.entries.size > 0) throw new Refused(ERRNO.NOTEMPTY);
          folder.entries.delete(name);
        },
        path_rename: (number, at, length, other, otherAt, otherLength) => {
          const from = this.existing(number, at, length);
          const to = this.resolve(other, otherAt, otherLength);
          if (to.node instanceof Folder) throw new Refused(ERRNO.ISDIR);
          from.folder.entries.delete(from.name);
          to.folder.entries.set(to.name, from.node);
        },
        // A second name of the same file.
        path_link: (number, _follow, at, length, other, otherAt, otherLength) => {
          const from = this.existing(number, at, length);
          const to = this.resolve(other, otherAt, otherLength);
          if (to.node) throw new Refused(ERRNO.EXIST);
          to.folder.entries.set(to.name, from.node);
        },
      };
    }

    /** The calls, each of which answers with a number. */
    imports() {
      const answered = Object.entries(this.calls()).map(([name, call]) => [name, (...given) => {
        try {
          call(...given);
          return 0;
        } catch (error) {
          if (error instanceof Refused) return error.errno;
          throw error;
        }
      }]);
      const calls = Object.fromEntries(answered);
      // A call that nothing here asks for is one that this system does not know.
      return { wasi_snapshot_preview1: new Proxy(calls, { get: (known, name) => known[name] ?? (() => ERRNO.NOSYS) }) };
    }

    /** All files, by their paths. */
    files(folder = this.root, prefix = '', found = {}) {
      for (const [name, node] of folder.entries) {
        if (node instanceof Folder) this.files(node, `${prefix}${name}/`, found);
        else found[prefix + name] = node.bytes.slice();
      }
      return found;
    }

    written(number) {
      const decoder = new TextDecoder();
      const parts = this.open.get(number)?.stream ?? [];
      return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
    }
  }

  function run(module, { args, environment = [], files }) {
    const process = new Run(['stdreg', ...args], environment, files);
    const instance = new WebAssembly.Instance(module, process.imports());
    process.memory = instance.exports.memory;
    let code = 0;
    try {
      instance.exports._start();
    } catch (error) {
      if (!(error instanceof Exit)) {
        // What a program that breaks down says comes before that.
        throw new Error(`${process.written(2)}\n${error}`.trim());
      }
      code = error.code;
    }
    return { code, out: process.written(1), err: process.written(2), files: process.files() };
  }

  let module;
  self.onmessage = async ({ data: { id, program, ...asked } }) => {
    try {
      if (program) module = await WebAssembly.compile(program);
      self.postMessage({ id, answer: program ? {} : run(module, asked) });
    } catch (error) {
      self.postMessage({ id, error: String(error?.message ?? error) });
    }
  };
}
