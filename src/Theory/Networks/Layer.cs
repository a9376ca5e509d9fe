namespace Theory.Networks;

/// <summary>One layer of a network: what is done to the signal between two places where it can be looked at.</summary>
public abstract record Layer
{
    private protected Layer()
    {
    }
}
