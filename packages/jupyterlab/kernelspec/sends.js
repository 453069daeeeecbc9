/**
 * tslab 1.0 sends a message without waiting for the one before. A socket of zeromq takes them so, except that it puts one
 * in 512 off, and refuses those that come meanwhile: output is lost, and a cell whose idle state is lost never ends. This
 * makes tslab's sockets send at once, and keep what a slow reader has not yet read. Where tslab's zeromq has changed,
 * nothing is touched.
 *
 * @param {any} zeromq the module that tslab uses
 */
module.exports = function mendSends(zeromq) {
  for (const name of ["Publisher", "Router"]) {
    const Socket = zeromq[name];
    if (!Socket) continue;
    zeromq[name] = class extends Socket {
      constructor(options) {
        super({ sendTimeout: 0, sendHighWaterMark: 0, ...options });
      }
    };
  }
};
