/**
 * Where things about one message are done. The page writes each address once, with the circle in the message's place.
 *
 * @module
 */

/** @param {HTMLElement} room @param {string} id @param {string} deed what is done with it; "" for the message itself */
export function addressOf(room, id, deed) {
  const address = room.dataset.takeBack ?? "";
  const [, circle] = /\/([0-9a-f-]{36})\/messages\//.exec(address) ?? [];
  return address.replace(`/messages/${circle}/take-back/`, `/messages/${id}/${deed ? `${deed}/` : ""}`);
}

/** Where a step about whoever wrote it is taken; "" for who is no staff. @param {HTMLElement} room @param {string} id */
export function addressOfStep(room, id) {
  return (room.dataset.step ?? "").replace(room.dataset.circle ?? " ", id);
}
