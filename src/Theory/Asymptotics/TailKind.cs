namespace Theory.Asymptotics;

/// <summary>What a <see cref="TailBehaviour"/> describes.</summary>
internal enum TailKind
{
    /// <summary>f itself is c |z|^n (ln|z|)^m.</summary>
    Algebraic,

    /// <summary>ln|f| is c |z|^n (ln|z|)^m and leaves every multiple of ln|z| behind.</summary>
    Exponential,

    /// <summary>ln|f| grows exponentially itself: with c > 0 beyond all others, with c less than 0 below all others; also f = 0.</summary>
    DoublyExponential,
}
