namespace Theory.Numerics.Architectures;

/// <summary>What is known of the fluctuations of a signal over networks of finite width, to leading order.</summary>
internal interface IFluctuation
{
}
