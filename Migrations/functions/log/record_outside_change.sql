-- Whoever changes a row past the app (psql, a script) leaves a trace all the same.
create or replace function log.record_outside_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  row_before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  row_after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  changed jsonb;
  actor_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  detail_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  actor_body text := jsonb_build_object('name', session_user)::text;
  detail_body text;
begin
  select jsonb_agg(key order by key) into changed
    from jsonb_object_keys(coalesce(row_after, row_before)) as key
    where row_before is null or row_after is null or row_before -> key is distinct from row_after -> key;
  detail_body := jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op), 'fields', changed)::text;
  perform log.append(jsonb_build_array(jsonb_build_object(
    'space', coalesce(row_after, row_before) ->> 'tenant_id', 'id', gen_random_uuid(),
    'at', date_trunc('milliseconds', public.moment()), 'version', 1, 'kind', 'break-glass', 'action', 'database.changed',
    'outcome', 'done', 'role', 'database', 'object_type', tg_table_name,
    'instance', '00000000-0000-0000-0000-000000000000', 'counter', 0,
    'actor', encode(sha256(actor_salt || log.padded(actor_body)), 'hex'),
    'first', 0, 'people', 0,
    'detail', encode(sha256(detail_salt || log.padded(detail_body)), 'hex'),
    'parts', jsonb_build_array(
      jsonb_build_object('part', 'actor', 'ordinal', 0, 'salt', encode(actor_salt, 'hex'), 'body', actor_body),
      jsonb_build_object('part', 'detail', 'ordinal', 0, 'salt', encode(detail_salt, 'hex'), 'body', detail_body,
        'object', coalesce(row_after, row_before) ->> 'id')))),
    '{}', '', '{}');
  return null;
end $$;
grant execute on function log.record_outside_change() to vakka_owner;
