create or replace function public.is_business_id(number text) returns boolean
  language sql immutable strict parallel safe
  as $$
  select number ~ '^[0-9]{7}-[0-9]$' and (
    select case when sum(figure * weight) % 11 = 0 then 0 else 11 - sum(figure * weight) % 11 end = right(number, 1)::integer
      from unnest(array[7, 9, 10, 5, 8, 4, 2], string_to_array(left(number, 7), null)::integer[]) as w(weight, figure))
$$;
comment on function public.is_business_id(text) is 'Whether a text is a Finnish business id whose check figure holds.';
grant execute on function public.is_business_id(text) to vakka_accounts, vakka_app;
