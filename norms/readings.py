"""A reading: one value of one indicator at a workplace, with its limit and time of action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from norms.averages import Average, ZoneLevel, arithmetic_mean, energetic_mean
from norms.errors import BadInput
from norms.factors.air_ions import classify_ion_counts
from norms.factors.biological import classify_activities, classify_producer
from norms.factors.chemical import Averaging, Effect, classify_substance
from norms.factors.chemical_special import classify_drug, classify_skin, classify_unregulated
from norms.factors.chemical_sums import ChemicalGroup
from norms.factors.dust import classify_dust
from norms.factors.fields import FieldKind, classify_field
from norms.factors.lighting import LightKind, classify_light
from norms.factors.microclimate import (
    ClimateKind,
    classify_air_speed,
    classify_climate,
    classify_deep_cold,
    classify_open_air,
    classify_radiation,
)
from norms.factors.vibroacoustic import (
    Band,
    LevelKind,
    check_infrasound,
    classify_constant_noise,
    classify_level,
    classify_zones,
)
from norms.overall import Factor
from norms.quantities import Exposure, decimal_of, plain
from norms.settings import DEFAULTS, Interpretations
from norms.trace import Verdict


class Method(Enum):
    """How a reading is assessed: the member's value is (factor, what is compared with what)."""

    SUBSTANCE = (Factor.CHEMICAL, "substance")
    SKIN = (Factor.CHEMICAL, "skin")
    UNREGULATED = (Factor.CHEMICAL, "unregulated")
    DRUG = (Factor.CHEMICAL, "drug")
    DUST = (Factor.DUST, "dust")
    PRODUCER = (Factor.BIOLOGICAL, "producer")
    ACTIVITY = (Factor.BIOLOGICAL, "activity")
    NOISE = (Factor.NOISE, "noise")
    INFRASOUND = (Factor.INFRASOUND, "infrasound")
    AIR_ULTRASOUND = (Factor.ULTRASOUND, "air_ultrasound")
    CONTACT_ULTRASOUND = (Factor.ULTRASOUND, "contact_ultrasound")
    GENERAL_VIBRATION = (Factor.GENERAL_VIBRATION, "general_vibration")
    LOCAL_VIBRATION = (Factor.LOCAL_VIBRATION, "local_vibration")
    ELECTROSTATIC = (Factor.FIELDS, "electrostatic")
    STATIC_MAGNETIC = (Factor.FIELDS, "static_magnetic")
    ELECTRIC_50_HZ = (Factor.FIELDS, "electric_50hz")
    MAGNETIC_50_HZ = (Factor.FIELDS, "magnetic_50hz")
    DISPLAY_TERMINAL = (Factor.FIELDS, "display_terminal")
    RADIO_10_30_KHZ = (Factor.FIELDS, "radio_10_30khz")
    RADIO_30_KHZ_3_MHZ = (Factor.FIELDS, "radio_30khz_3mhz")
    RADIO_3_30_MHZ = (Factor.FIELDS, "radio_3_30mhz")
    RADIO_30_300_MHZ = (Factor.FIELDS, "radio_30_300mhz")
    RADIO_300_MHZ_300_GHZ = (Factor.FIELDS, "radio_300mhz_300ghz")
    ULTRAVIOLET = (Factor.FIELDS, "ultraviolet")
    LASER_CHRONIC = (Factor.FIELDS, "laser_chronic")
    LASER_SINGLE = (Factor.FIELDS, "laser_single")
    TEMPERATURE = (Factor.MICROCLIMATE, "temperature")
    HUMIDITY = (Factor.MICROCLIMATE, "humidity")
    AIR_SPEED = (Factor.MICROCLIMATE, "air_speed")
    RADIATION_OPEN = (Factor.MICROCLIMATE, "radiation_open")
    RADIATION_HEATED = (Factor.MICROCLIMATE, "radiation_heated")
    OPEN_AIR = (Factor.MICROCLIMATE, "open_air")
    DEEP_COLD = (Factor.MICROCLIMATE, "deep_cold")
    ILLUMINANCE = (Factor.LIGHTING, "illuminance")
    PULSATION = (Factor.LIGHTING, "pulsation")
    GLARE = (Factor.LIGHTING, "glare")
    LUMINANCE = (Factor.LIGHTING, "luminance")
    UNEVENNESS = (Factor.LIGHTING, "unevenness")
    AIR_IONS = (Factor.AIR_IONS, "air_ions")

    @property
    def factor(self) -> Factor:
        """The line of point 5 of the card that readings of this method belong to."""
        return self.value[0]

    @property
    def kind(self) -> str:
        """The short name of what is assessed: «noise», «substance»."""
        return self.value[1]

    @property
    def needs_measurement(self) -> bool:
        """Whether the act asks for a measured value (not for п. 21, 22, 27 and 67)."""
        return self not in (
            Method.UNREGULATED,
            Method.DRUG,
            Method.ACTIVITY,
            Method.OPEN_AIR,
            Method.DEEP_COLD,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of evidence. Values and limits are text of decimals in the unit of the norm.

    ``sample``: values of same-type workplaces, whose mean is assessed instead of ``value`` (п. 8).
    ``limit_low``: lower bound of a range. ``effects``, ``averaging``, ``cas``, ``groups``: of a
    substance; ``substance`` names it where ``title`` says more. ``zone``: readings of one zone act
    together. ``clause``: sub-point of п. 27, class of danger of п. 21 or kind of drug of п. 22;
    ``work``: kind of work of п. 22; ``is_care``: care of infectious patients. ``includes_time``:
    the level is equivalent for the shift. ``bands``: octave bands of constant noise; ``zones``:
    levels of the shift's zones instead of ``value`` and ``limit``. ``level_a``: infrasound on the
    curve «А». ``negative``: negative ions beside the positive in ``value``; ``near_static_fields``:
    positive ions may be missing there. ``background``, ``limit_short``: natural field and maximum limit for short exposure.
    """

    method: Method
    title: str
    exposure: Exposure
    value: str = ""
    limit: str = ""
    sample: tuple[str, ...] = ()
    limit_low: str = ""
    effects: tuple[Effect, ...] = ()
    averaging: Averaging = Averaging.MAX_SINGLE
    clause: str = ""
    includes_time: bool = False
    substance: str = ""
    cas: str = ""
    groups: tuple[ChemicalGroup, ...] = ()
    zone: str = ""
    work: str = ""
    is_care: bool = False
    bands: tuple[Band, ...] = ()
    zones: tuple[ZoneLevel, ...] = ()
    level_a: str = ""
    negative: str = ""
    near_static_fields: bool = False
    background: str = ""
    limit_short: str = ""

    @property
    def factor(self) -> Factor:
        """The factor this reading belongs to."""
        return self.method.factor

    @property
    def is_within_limit(self) -> bool:
        """Whether the value does not exceed its limit."""
        return decimal_of(self.value) <= decimal_of(self.limit, "limit")

    def verdict(self, on: dt.date, settings: Interpretations = DEFAULTS, company: Sequence[Reading] = ()) -> Verdict:
        """Assess this reading under the norms of the day ``on``; raises ``BadInput`` naming it.

        ``company`` is all readings of the workplace: kinds of work in the open air add up, air
        ultrasound lowers the limit of contact ultrasound.
        """
        try:
            if self.sample and not self.method.needs_measurement:
                raise BadInput("sample", "этот показатель не измеряется: выборки у него нет")
            if not self.sample:
                return _ASSESS[self.method](self, on, settings, company or (self,))
            mean = self._mean(on)
            found = _ASSESS[self.method](self.averaged(on), on, settings, company or (self,))
            return Verdict(found.conditions_class, found.base, (mean.step, *found.trace))
        except BadInput as error:
            raise BadInput(f"{self.title}: {error.field}" if self.title else error.field, error.reason) from error

    def _mean(self, on: dt.date) -> Average:
        is_level = any(self.method.kind == kind.value for kind in LevelKind)
        return energetic_mean(self.sample, on) if is_level else arithmetic_mean(self.sample, on)

    def averaged(self, on: dt.date) -> Reading:
        """Return this reading with the mean of its sample for its value."""
        return replace(self, value=plain(self._mean(on).value), sample=()) if self.sample else self


Assess = Callable[[Reading, dt.date, Interpretations, Sequence[Reading]], Verdict]


def _of_method(company: Sequence[Reading], method: Method) -> list[Reading]:
    return [reading for reading in company if reading.method is method]


def _level(kind: LevelKind, r: Reading, on: dt.date, settings: Interpretations, company: Sequence[Reading]) -> Verdict:
    if r.zones:
        return classify_zones(kind, r.zones, r.exposure, on, settings)
    if r.bands and r.includes_time:
        raise BadInput("bands", "октавные полосы — у постоянного шума, эквивалентный уровень — у непостоянного (п. 33)")
    if r.bands:
        return classify_constant_noise(r.value, r.limit, r.bands, r.exposure, on, settings)
    if r.level_a:
        check_infrasound(r.value, r.level_a, on)
    joint = kind is LevelKind.CONTACT_ULTRASOUND and bool(_of_method(company, Method.AIR_ULTRASOUND))
    return classify_level(
        kind, r.value, r.limit, r.exposure, on, includes_time=r.includes_time, settings=settings, is_joint=joint
    )


def _field(kind: FieldKind, r: Reading, on: dt.date, settings: Interpretations, _: Sequence[Reading]) -> Verdict:
    return classify_field(
        kind, r.value, r.limit, r.exposure, on, background=r.background, limit_short=r.limit_short, settings=settings
    )


def _climate(kind: ClimateKind, r: Reading, on: dt.date, settings: Interpretations, _: Sequence[Reading]) -> Verdict:
    return classify_climate(kind, r.value, r.limit_low, r.limit, r.exposure, on, settings)


def _light(kind: LightKind, r: Reading, on: dt.date, _settings: Interpretations, _: Sequence[Reading]) -> Verdict:
    return classify_light(kind, r.value, r.limit, r.exposure, on)


def _substance(r: Reading, on: dt.date, _settings: Interpretations, _: Sequence[Reading]) -> Verdict:
    return classify_substance(
        r.value, r.limit, r.exposure, on, effects=r.effects or (Effect.GENERAL,), averaging=r.averaging
    )


def _activity(r: Reading, on: dt.date, settings: Interpretations, company: Sequence[Reading]) -> Verdict:
    works = _of_method(company, Method.ACTIVITY)
    own = next(index for index, work in enumerate(works) if work is r)
    return classify_activities([(work.clause, work.exposure, work.is_care) for work in works], on, settings)[own]


def _open_air(_r: Reading, on: dt.date, _settings: Interpretations, company: Sequence[Reading]) -> Verdict:
    return classify_open_air([work.exposure for work in _of_method(company, Method.OPEN_AIR)], on)


_ASSESS: dict[Method, Assess] = {
    Method.SUBSTANCE: _substance,
    Method.SKIN: lambda r, on, *_: classify_skin(r.value, r.limit, r.exposure, on),
    Method.UNREGULATED: lambda r, on, *_: classify_unregulated(r.clause, r.exposure, on),
    Method.DRUG: lambda r, on, *_: classify_drug(r.clause, r.work, r.exposure, on),
    Method.DUST: lambda r, on, *_: classify_dust(r.value, r.limit, r.exposure, on),
    Method.PRODUCER: lambda r, on, *_: classify_producer(r.value, r.limit, r.exposure, on),
    Method.ACTIVITY: _activity,
    Method.AIR_SPEED: lambda r, on, *_: classify_air_speed(r.value, r.limit, r.exposure, on, low=r.limit_low or "0"),
    Method.RADIATION_OPEN: lambda r, on, *_: classify_radiation(r.value, r.exposure, on),
    Method.RADIATION_HEATED: lambda r, on, *_: classify_radiation(r.value, r.exposure, on, heated_limit=r.limit),
    Method.OPEN_AIR: _open_air,
    Method.DEEP_COLD: lambda r, on, *_: classify_deep_cold(r.exposure, on),
    Method.AIR_IONS: lambda r, on, *_: classify_ion_counts(
        r.value, r.negative, r.exposure, on, absence_is_allowed=r.near_static_fields
    ),
    **{Method[kind.name]: partial(_level, kind) for kind in LevelKind},
    **{Method[kind.name]: partial(_field, kind) for kind in FieldKind},
    **{Method[kind.name]: partial(_climate, kind) for kind in ClimateKind},
    **{Method[kind.name]: partial(_light, kind) for kind in LightKind},
}
