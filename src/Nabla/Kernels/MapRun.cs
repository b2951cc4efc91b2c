namespace Nabla.Kernels;

/// <summary>Prepares a <see cref="MapJob"/>: axes that lie one after another in every operand become one, then the work is cut and handed out.</summary>
internal static unsafe class MapRun
{
    /// <summary>Runs a loop over operands of equal lengths.</summary>
    /// <param name="job">Loop, body, operands (inputs first) and the numbers of both; lengths and rank of all. Its arrays are overwritten.</param>
    /// <param name="nanoseconds">Estimate for one element on one thread.</param>
    public static void Start(MapJob job, double nanoseconds)
    {
        long size = 1;
        for (int k = 0; k < job.Rank; k++)
        {
            size *= job.Lengths[k];
        }

        if (size == 0)
        {
            return;
        }

        Straighten(ref job);
        Coalesce(ref job);
        job.Size = size;
        // Whole cache lines of every type in each piece; the cut depends on nothing but the size.
        job.PieceSize = nanoseconds < 0.5 ? 16384 : 4096;
        long pieces = ((size - 1) / job.PieceSize) + 1;
        while (pieces > int.MaxValue)
        {
            job.PieceSize *= 2;
            pieces = ((size - 1) / job.PieceSize) + 1;
        }

        Workers.Run(job, (int)pieces, size * nanoseconds);
    }

    /// <summary>Orders the axes by the steps of the first output, all of which become positive, and drops axes of length 1.</summary>
    private static void Straighten(ref MapJob job)
    {
        int count = job.Inputs + job.Outputs;
        long* output = job.Operands[job.Inputs].Strides;
        int rank = 0;
        for (int k = 0; k < job.Rank; k++)
        {
            if (job.Lengths[k] == 1) continue;
            bool flip = output[k] < 0;
            int place = rank++;
            for (; place > 0 && Math.Abs(output[k]) > output[place - 1]; place--)
            {
            }

            Insert(job.Lengths, k, place);
            long last = job.Lengths[place] - 1;
            for (int i = 0; i < count; i++)
            {
                MapOperand* o = job.Operands + i;
                Insert(o->Strides, k, place);
                if (!flip) continue;
                o->Start += last * o->Strides[place];
                o->Strides[place] = -o->Strides[place];
            }
        }

        if (rank == 0)
        {
            job.Lengths[0] = 1;
            rank = 1;
            for (int i = 0; i < count; i++)
            {
                job.Operands[i].Strides[0] = job.Operands[i].Size;
            }
        }

        job.Rank = rank;
    }

    /// <summary>Takes the element at k out and puts it at place ≤ k.</summary>
    private static void Insert(long* values, int k, int place)
    {
        long value = values[k];
        for (; k > place; k--)
        {
            values[k] = values[k - 1];
        }

        values[place] = value;
    }

    private static void Coalesce(ref MapJob job)
    {
        int count = job.Inputs + job.Outputs;
        int last = 0;
        for (int k = 1; k < job.Rank; k++)
        {
            bool joins = true;
            for (int i = 0; i < count && joins; i++)
            {
                long* strides = job.Operands[i].Strides;
                joins = strides[last] == strides[k] * job.Lengths[k];
            }

            if (!joins) last++;
            job.Lengths[last] = joins ? job.Lengths[last] * job.Lengths[k] : job.Lengths[k];
            for (int i = 0; i < count; i++)
            {
                job.Operands[i].Strides[last] = job.Operands[i].Strides[k];
            }
        }

        job.Rank = last + 1;
    }
}
