//! Every term that code names, one constant each, a module for each namespace.
//!
//! This and `iri.rs` are the only places where an IRI is spelled. The Turtle files are the authority: the test `vocabulary`
//! compares `kb` with `geopolitics.ttl` both ways, so a term and its constant cannot drift apart. The constant of a class or
//! property is its local name in upper case; individuals carry the word for their family (`ROLE_ACTOR`, `PRECISION_DAY`).

pub use oxrdf::vocab::{rdf, rdfs, xsd};

/// The prefix and namespace of every vocabulary in use, as Turtle and queries write them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("kb", kb::NAMESPACE),
    ("pl", pl::NAMESPACE),
    ("sem", sem::NAMESPACE),
    ("gaf", gaf::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("time", time::NAMESPACE),
    ("geo", geo::NAMESPACE),
    ("geof", "http://www.opengis.net/def/function/geosparql/"),
    ("org", org::NAMESPACE),
    ("nif", nif::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("dct", dct::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Makes the module of one namespace: its IRI, its constants, and the list of them all.
macro_rules! terms {
    ($(#[$about:meta])* $module:ident = $namespace:literal { $($name:ident = $local:literal,)* }) => {
        $(#[$about])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// The namespace that every term here starts with.
            pub const NAMESPACE: &str = $namespace;
            /// All constants of this module.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}

terms! {
    /// Ours: what no other vocabulary has. Defined in `turtle/geopolitics.ttl`.
    kb = "https://w3id.org/kabar/ontology#" {
        // Classes: what an article says and what happened.
        EVENT_REPORT = "EventReport",
        MENTION = "Mention",
        NIL_CANDIDATE = "NilCandidate",
        NOTE = "Note",
        PEOPLE_COUNT = "PeopleCount",
        JUDGEMENT = "Judgement",
        // Classes: actors.
        GROUP = "Group",
        TENURE = "Tenure",
        // Classes: the event scheme.
        EVENT_TYPE = "EventType",
        EVENT_MODE = "EventMode",
        EVENT_CONTEXT = "EventContext",
        ACTOR_SECTOR = "ActorSector",
        QUAD_CLASS = "QuadClass",
        CAMEO_CODE = "CameoCode",
        // Classes: closed lists of values.
        PRECISION_VALUE = "PrecisionValue",
        FACTUALITY_VALUE = "FactualityValue",
        MODALITY_VALUE = "ModalityValue",
        POLARITY_VALUE = "PolarityValue",
        QUOTE_FORM_VALUE = "QuoteFormValue",
        EVALUATION_VALUE = "EvaluationValue",
        CONFLICT_VALUE = "ConflictValue",
        VERDICT_VALUE = "VerdictValue",

        // Properties of reports and events.
        REPORT_OF = "reportOf",
        MODE = "mode",
        CONTEXT = "context",
        PARTICIPATION = "participation",
        TRIGGER = "trigger",
        RULE = "rule",
        CONFIDENCE = "confidence",
        FACTUALITY = "factuality",
        MODALITY = "modality",
        POLARITY = "polarity",
        ATTRIBUTED_TO = "attributedTo",
        SOURCE_RELIABILITY = "sourceReliability",
        INFO_CREDIBILITY = "infoCredibility",
        PLACE_PRECISION = "placePrecision",
        DATE_PRECISION = "datePrecision",
        // Properties of fused events.
        ACTOR = "actor",
        RECIPIENT = "recipient",
        ACTOR_COUNTRY = "actorCountry",
        RECIPIENT_COUNTRY = "recipientCountry",
        REPORT_COUNT = "reportCount",
        INDEPENDENT_SOURCES = "independentSources",
        MERGED_BECAUSE = "mergedBecause",
        FUSION_KEY = "fusionKey",
        CONTENT = "content",
        COUNT = "count",
        COUNTED = "counted",
        NUMBER = "number",
        CONFLICT_ON = "conflictOn",
        // Properties of participations.
        OF = "of",
        ON_BEHALF_OF = "onBehalfOf",
        SECTOR = "sector",
        ACTING_AS = "actingAs",
        // Properties of times.
        TIME_TEXT = "timeText",
        TIME_ANCHOR = "timeAnchor",
        TIME_RULE = "timeRule",
        // Properties of articles and mentions.
        OF_ARTICLE = "ofArticle",
        SHA256 = "sha256",
        FOCUS_COUNTRY = "focusCountry",
        SENTENCE_INDEX = "sentenceIndex",
        LINKED_TO = "linkedTo",
        LINK_SCORE = "linkScore",
        LINK_METHOD = "linkMethod",
        METONYM = "metonym",
        NOTE_KIND = "noteKind",
        RULESET_HASH = "rulesetHash",
        // Properties of quotations.
        QUOTE_FORM = "quoteForm",
        ADDRESSEE = "addressee",
        EVALUATION = "evaluation",
        CONVEYS = "conveys",
        // Properties of entities, posts and tenures.
        KIND = "kind",
        COUNTRY = "country",
        ISO2 = "iso2",
        ISO3 = "iso3",
        POPULATION = "population",
        POST = "post",
        ROLE_OF = "roleOf",
        VALID_FROM = "validFrom",
        VALID_UNTIL = "validUntil",
        // Properties of judgements.
        JUDGES = "judges",
        JUDGED_CONTENT = "judgedContent",
        APART_FROM = "apartFrom",
        JUDGED_BY = "judgedBy",
        VERDICT = "verdict",
        // Properties of the event scheme.
        QUAD = "quad",
        PLOVER_SCORE = "ploverScore",
        RECIPIENT_NEEDED = "recipientNeeded",
        MODE_OF = "modeOf",
        BY_RULES = "byRules",
        REPAIRED = "repaired",
        // Properties of the search in texts.
        MATCHES = "matches",
        SCORE = "score",

        // Individuals.
        SERVICE_SEARCH = "Search",
        ROLE_ACTOR = "Actor",
        ROLE_RECIPIENT = "Recipient",
        ROLE_MEDIATOR = "Mediator",
        ROLE_HOST = "Host",
        ROLE_SPEAKER = "Speaker",
        PRECISION_DAY = "Day",
        PRECISION_WEEK = "Week",
        PRECISION_MONTH = "Month",
        PRECISION_YEAR = "Year",
        PRECISION_WINDOW = "Window",
        PRECISION_PUBLICATION_DATE = "PublicationDate",
        FACTUALITY_ASSERTED = "Asserted",
        FACTUALITY_CLAIMED = "Claimed",
        FACTUALITY_DENIED = "Denied",
        FACTUALITY_PREDICTED = "Predicted",
        FACTUALITY_DEMANDED = "Demanded",
        FACTUALITY_HYPOTHETICAL = "Hypothetical",
        MODALITY_PAST = "Past",
        MODALITY_PRESENT = "Present",
        MODALITY_FUTURE = "Future",
        POLARITY_AFFIRMED = "Affirmed",
        POLARITY_NEGATED = "Negated",
        QUOTE_DIRECT = "Direct",
        QUOTE_INDIRECT = "Indirect",
        EVALUATION_POSITIVE = "Positive",
        EVALUATION_NEUTRAL = "Neutral",
        EVALUATION_NEGATIVE = "Negative",
        VERDICT_CONFIRMED = "Confirmed",
        VERDICT_REJECTED = "Rejected",
        VERDICT_MERGED = "Merged",
        VERDICT_SPLIT = "Split",
        VERDICT_REMARKED = "Remarked",
        CONFLICT_DATE = "DateConflict",
        CONFLICT_PLACE = "PlaceConflict",
        CONFLICT_ACTOR = "ActorConflict",
        CONFLICT_RECIPIENT = "RecipientConflict",
        CONFLICT_NUMBER = "NumberConflict",
        CONFLICT_FACTUALITY = "FactualityConflict",
    }
}

terms! {
    /// The event scheme, PLOVER in SKOS. Its concepts are data, so code makes their IRIs from codes ([`crate::Iris`]).
    pl = "https://w3id.org/kabar/plover#" {
        SCHEME = "scheme",
        CAMEO = "cameo",
    }
}

terms! {
    /// Simple Event Model: events, who took part, where and when.
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/" {
        EVENT = "Event",
        ACTOR = "Actor",
        PLACE = "Place",
        ROLE = "Role",
        ROLE_TYPE = "roleType",
        EVENT_TYPE = "eventType",
        HAS_ACTOR = "hasActor",
        HAS_PLACE = "hasPlace",
        HAS_TIME = "hasTime",
        HAS_BEGIN_TIME_STAMP = "hasBeginTimeStamp",
        HAS_END_TIME_STAMP = "hasEndTimeStamp",
        HAS_EARLIEST_BEGIN_TIME_STAMP = "hasEarliestBeginTimeStamp",
        HAS_LATEST_END_TIME_STAMP = "hasLatestEndTimeStamp",
    }
}

terms! {
    /// Grounded Annotation Framework: from a fact to the words that say it.
    gaf = "http://groundedannotationframework.org/gaf#" {
        DENOTED_BY = "denotedBy",
    }
}

terms! {
    /// PROV-O: where a graph came from.
    prov = "http://www.w3.org/ns/prov#" {
        ENTITY = "Entity",
        ACTIVITY = "Activity",
        AGENT = "Agent",
        WAS_DERIVED_FROM = "wasDerivedFrom",
        WAS_GENERATED_BY = "wasGeneratedBy",
        WAS_ATTRIBUTED_TO = "wasAttributedTo",
        WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        HAD_PRIMARY_SOURCE = "hadPrimarySource",
        GENERATED_AT_TIME = "generatedAtTime",
        ENDED_AT_TIME = "endedAtTime",
    }
}

terms! {
    /// OWL-Time: intervals and days.
    time = "http://www.w3.org/2006/time#" {
        PROPER_INTERVAL = "ProperInterval",
        INSTANT = "Instant",
        HAS_BEGINNING = "hasBeginning",
        HAS_END = "hasEnd",
        IN_XSD_DATE = "inXSDDate",
    }
}

terms! {
    /// `GeoSPARQL`: places and their coordinates.
    geo = "http://www.opengis.net/ont/geosparql#" {
        FEATURE = "Feature",
        GEOMETRY = "Geometry",
        HAS_GEOMETRY = "hasGeometry",
        AS_WKT = "asWKT",
        WKT_LITERAL = "wktLiteral",
    }
}

terms! {
    /// W3C Organization Ontology: posts and who holds them.
    org = "http://www.w3.org/ns/org#" {
        POST = "Post",
        POST_IN = "postIn",
        MEMBERSHIP = "Membership",
        MEMBER = "member",
        ORGANIZATION = "organization",
    }
}

terms! {
    /// NLP Interchange Format: a text and its stretches, counted in Unicode code points.
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#" {
        CONTEXT = "Context",
        SENTENCE = "Sentence",
        PHRASE = "Phrase",
        IS_STRING = "isString",
        REFERENCE_CONTEXT = "referenceContext",
        BEGIN_INDEX = "beginIndex",
        END_INDEX = "endIndex",
        ANCHOR_OF = "anchorOf",
    }
}

terms! {
    /// schema.org: articles, quotations, people, organizations, countries.
    schema = "http://schema.org/" {
        NEWS_ARTICLE = "NewsArticle",
        NEWS_MEDIA_ORGANIZATION = "NewsMediaOrganization",
        PERSON = "Person",
        ORGANIZATION = "Organization",
        COUNTRY = "Country",
        QUOTATION = "Quotation",
        HEADLINE = "headline",
        DATE_PUBLISHED = "datePublished",
        IN_LANGUAGE = "inLanguage",
        PUBLISHER = "publisher",
        EDITOR = "editor",
        URL = "url",
        IDENTIFIER = "identifier",
        IS_BASED_ON = "isBasedOn",
        TEXT = "text",
        ABOUT = "about",
    }
}

terms! {
    /// SKOS: names, concepts, matches between schemes.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT = "Concept",
        CONCEPT_SCHEME = "ConceptScheme",
        COLLECTION = "Collection",
        IN_SCHEME = "inScheme",
        MEMBER = "member",
        NOTATION = "notation",
        PREF_LABEL = "prefLabel",
        ALT_LABEL = "altLabel",
        DEFINITION = "definition",
        SCOPE_NOTE = "scopeNote",
        EDITORIAL_NOTE = "editorialNote",
        BROADER = "broader",
        EXACT_MATCH = "exactMatch",
        CLOSE_MATCH = "closeMatch",
        BROAD_MATCH = "broadMatch",
        RELATED_MATCH = "relatedMatch",
    }
}

terms! {
    /// OWL: kinds of terms, and sameness.
    owl = "http://www.w3.org/2002/07/owl#" {
        ONTOLOGY = "Ontology",
        CLASS = "Class",
        OBJECT_PROPERTY = "ObjectProperty",
        DATATYPE_PROPERTY = "DatatypeProperty",
        NAMED_INDIVIDUAL = "NamedIndividual",
        SAME_AS = "sameAs",
    }
}

terms! {
    /// Dublin Core terms: licence and source of a graph.
    dct = "http://purl.org/dc/terms/" {
        TITLE = "title",
        DESCRIPTION = "description",
        LANGUAGE = "language",
        LICENSE = "license",
        SOURCE = "source",
        RIGHTS = "rights",
    }
}
