namespace Theory.Numerics.Quadrature;

/// <summary>Why an expectation has no value.</summary>
public enum NoValueKind
{
    /// <summary>It does not exist, as &lt;s'^2&gt; of an activation that jumps.</summary>
    Undefined,

    /// <summary>It is infinite at this K: its integrand grows at least as fast as the density decays.</summary>
    Diverges,

    /// <summary>It exists, but is beyond the range of double precision.</summary>
    Overflows,

    /// <summary>It could not be computed. Nothing follows about the expectation itself.</summary>
    Failed,

    /// <summary>A closed form was asked for, and none is known or holds here.</summary>
    NoClosedForm,
}
