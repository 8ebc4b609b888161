drop function app.turn_months();
drop function app.first_id_of(timestamptz);
