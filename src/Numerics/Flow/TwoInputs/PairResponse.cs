namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The derivatives of C_W &lt;s_a s_b&gt; by the elements of the kernel matrix before it; those left out are 0.</summary>
/// <param name="D1111">By K_11 of the element 11: C_W g'(K_11).</param>
/// <param name="D1211">By K_11 of the element 12: C_W &lt;s''_1 s_2&gt;/2.</param>
/// <param name="D1212">By K_12 of the element 12: C_W &lt;s'_1 s'_2&gt;.</param>
/// <param name="D1222">By K_22 of the element 12: C_W &lt;s_1 s''_2&gt;/2.</param>
/// <param name="D2222">By K_22 of the element 22: C_W g'(K_22).</param>
internal readonly record struct PairResponse(double D1111, double D1211, double D1212, double D1222, double D2222);
