-- What an enquiry answers comes with it: nothing is added once its address is proven.
create or replace function public.keep_enquiry_answer() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.enquiry e
    where e.tenant_id = new.tenant_id and e.id = new.enquiry_id and e.state = 'unproven') then
    perform public.refuse('VK409', 'enquiries.rule.state');
  end if;
  return new;
end $$;
