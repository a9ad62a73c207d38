/** A WebSocket for tests: they say what the server says, and read what was sent. */
export class Socket extends EventTarget {
  static OPEN = 1;
  /** @type {Socket[]} every one that was opened, in order */
  static all = [];
  static get last() {
    return Socket.all[Socket.all.length - 1];
  }

  readyState = 0;
  isClosed = false;
  /** @type {any[]} */
  sent = [];

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    Socket.all.push(this);
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.isClosed = true;
  }

  /** The server says this. */
  says(frame) {
    this.readyState = 1;
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(frame) }));
  }

  /** The line breaks, or the server closes it. */
  breaks(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  /** What was sent of this type. @param {string} type */
  of(type) {
    return this.sent.filter((frame) => frame.type === type);
  }

  /** hello, and into the room. */
  welcomes(seq = 0, more = {}) {
    this.says({ type: "hello", version: 1, ping_seconds: 25 });
    this.says({ type: "joined", room: "r", seq, may_write: true, is_staff: false, ...more });
  }
}

globalThis.WebSocket = Socket;
