namespace Theory.Cli.Explorer;

/// <summary>The activations that were asked for last, prepared: while a point is dragged every request is about the same one. Safe to use from several threads.</summary>
internal sealed class PreparedActivations(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Text, Lazy<PreparedActivation> Prepared)> _recent = [];

    /// <summary>The activation of a text.</summary>
    /// <exception cref="UserInputException">The text is not an activation.</exception>
    public PreparedActivation Of(string text)
    {
        Lazy<PreparedActivation> prepared;
        lock (_gate)
        {
            LinkedListNode<(string Text, Lazy<PreparedActivation> Prepared)>? node = _recent.First;
            while (node is not null && node.Value.Text != text)
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new((text, new Lazy<PreparedActivation>(() => new PreparedActivation(text))));
            }
            else
            {
                _recent.Remove(node);
            }

            _recent.AddFirst(node);
            if (_recent.Count > capacity)
            {
                _recent.RemoveLast();
            }

            prepared = node.Value.Prepared;
        }

        return prepared.Value;
    }
}
