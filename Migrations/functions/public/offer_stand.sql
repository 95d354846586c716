-- How an offer stands for the one who was asked: from its own state, its engagement's, and whether it is of the facts as they are.
create or replace function public.offer_stand(offer text, engagement text, is_current boolean) returns text
  language sql immutable parallel safe
  return case
    when offer = 'sent' and engagement = 'offering' then 'asked'
    when offer <> 'accepted' then 'over'
    when engagement = 'done' then 'done'
    when engagement in ('not-possible', 'cancelled', 'no-show') then 'cancelled'
    when not is_current then 'changed'
    when engagement = 'agreed' then 'agreed'
    else 'accepted'
  end;
grant execute on function public.offer_stand(text, text, boolean) to vakka_app;
