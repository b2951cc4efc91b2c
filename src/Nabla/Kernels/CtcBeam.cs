namespace Nabla.Kernels;

/// <summary>Search for the likeliest labels of one sequence of logits, keeping the best beginnings (Graves and Jaitly, 2014).</summary>
/// <remarks>A beginning's probability is that of all alignments that read as it so far, ending in its last label or in a blank. Sums are in float32, as TensorFlow's.</remarks>
internal sealed class CtcBeam
{
    const float None = float.NegativeInfinity;

    readonly int blank, width;
    List<Beginning> kept;

    public CtcBeam(int blank, int width)
    {
        (this.blank, this.width) = (blank, width);
        kept = [new(null, -1) { Now = new(0, 0, None) }];
    }

    /// <summary>Goes on by one step, whose logits these are.</summary>
    public void Step(ReadOnlySpan<float> logits)
    {
        float norm = Norm(logits);
        var branches = kept;
        kept = [];
        foreach (var branch in branches)
        {
            branch.Former = branch.Now;
        }

        foreach (var branch in branches)
        {
            Stay(branch, logits, norm);
        }

        foreach (var branch in branches)
        {
            if (!IsCandidate(branch.Former))
            {
                continue;
            }

            for (int label = 0; label < logits.Length; label++)
            {
                if (label != blank)
                {
                    Grow(branch, label, logits[label] - norm);
                }
            }
        }

        kept.Sort((a, b) => b.Now.Total.CompareTo(a.Now.Total));
    }

    /// <summary>The best readings with the logarithms of their probabilities, the likeliest first.</summary>
    public IEnumerable<(int[] Labels, float Score)> Best(int count) => kept.OrderByDescending(b => b.Now.Total).Take(count).Select(b => (b.Labels(), b.Now.Total));

    void Stay(Beginning branch, ReadOnlySpan<float> logits, float norm)
    {
        float label = branch.Now.Label;
        if (branch.Parent is { } parent)
        {
            if (parent.IsActive)
            {
                label = Add(label, branch.Label == parent.Label ? parent.Former.Blank : parent.Former.Total);
            }

            label += logits[branch.Label] - norm;
        }

        float silent = branch.Former.Total + logits[blank] - norm;
        branch.Now = new(Add(silent, label), silent, label);
        Keep(branch);
    }

    void Grow(Beginning branch, int label, float log)
    {
        var child = branch.Child(label);
        if (child.IsActive)
        {
            return;
        }

        float said = log + (child.Label == branch.Label ? branch.Former.Blank : branch.Former.Total);
        var now = new Likelihood(said, None, said);
        if (!IsCandidate(now))
        {
            (child.Now, child.Former) = (Likelihood.Zero, Likelihood.Zero);
            return;
        }

        if (kept.Count == width)
        {
            Worst().Now = Likelihood.Zero;
        }

        child.Now = now;
        Keep(child);
    }

    // One that was put out leaves its place; else the worst gives way to a better one.
    void Keep(Beginning branch)
    {
        if (kept.Count < width)
        {
            kept.Add(branch);
            return;
        }

        var worst = Worst();
        if (branch.Now.Total > worst.Now.Total)
        {
            kept[kept.IndexOf(worst)] = branch;
        }
    }

    Beginning Worst() => kept.MinBy(b => b.Now.Total)!;

    bool IsCandidate(Likelihood likelihood) => likelihood.Total > None && (kept.Count < width || likelihood.Total > Worst().Now.Total);

    static float Norm(ReadOnlySpan<float> logits)
    {
        float most = None, sum = 0;
        foreach (float v in logits)
        {
            most = Math.Max(most, v);
        }

        foreach (float v in logits)
        {
            sum += MathF.Exp(v - most);
        }

        return most + MathF.Log(sum);
    }

    static float Add(float x, float y)
    {
        float larger = Math.Max(x, y);
        return float.IsNegativeInfinity(larger) ? larger : larger + MathF.Log(1 + MathF.Exp(Math.Min(x, y) - larger));
    }

    readonly record struct Likelihood(float Total, float Blank, float Label)
    {
        public static Likelihood Zero => new(None, None, None);
    }

    sealed class Beginning(Beginning? parent, int label)
    {
        readonly Dictionary<int, Beginning> children = [];

        public Beginning? Parent => parent;

        public int Label => label;

        public Likelihood Former { get; set; } = Likelihood.Zero;

        public Likelihood Now { get; set; } = Likelihood.Zero;

        public bool IsActive => Now.Total > None;

        public Beginning Child(int of)
        {
            if (!children.TryGetValue(of, out var child))
            {
                children[of] = child = new(this, of);
            }

            return child;
        }

        public int[] Labels()
        {
            var labels = new List<int>();
            for (var at = this; at.Parent is { } before; at = before)
            {
                labels.Add(at.Label);
            }

            labels.Reverse();
            return [.. labels];
        }
    }
}
