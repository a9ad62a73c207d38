/* A chat as the documentation of socket.io builds it: a session, a room, a row for every message, `io.to(room).emit`.
   No screening, no membership. node server.mjs PORT, with DATABASE_URL in the environment. */

import { createServer } from "node:http";
import pg from "pg";
import { Server } from "socket.io";

const people = new pg.Pool({ connectionString: process.env.DATABASE_URL });
people.on("error", () => {}); // PostgreSQL is stopped first, or was restarted: the next query says so
const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, maxHttpBufferSize: 16384 });

io.use(async (socket, next) => {
  const key = /session=([^;]+)/.exec(socket.handshake.headers.cookie ?? "")?.[1];
  const found = await people.query("select name from session where key = $1", [key]);
  if (found.rowCount === 0) return next(new Error("Please sign in."));
  socket.data.name = found.rows[0].name;
  next();
});

io.on("connection", (socket) => {
  const room = String(socket.handshake.query.room);
  socket.join(room);
  socket.emit("joined");
  socket.on("post", async ({ text }) => {
    const kept = await people.query(
      "insert into message (room, author, text) values ($1, $2, $3) returning id, at",
      [room, socket.data.name, text],
    );
    io.to(room).emit("message", { ...kept.rows[0], author: socket.data.name, text });
  });
});

http.listen(Number(process.argv[2]), "127.0.0.1");
