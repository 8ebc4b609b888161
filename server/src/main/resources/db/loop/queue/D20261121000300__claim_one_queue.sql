drop function loop.claim(text, integer, interval, uuid);
